"""REST."""
def register(app, store):
    server = app.server
    @server.get("/healthz")
    async def healthz():
        return {"status": "ok", "data_version": store.data_version}
