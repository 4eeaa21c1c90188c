/* Shows our own OpenAPI document; nothing is asked of another host. */
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  validatorUrl: null,
  deepLinking: false,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
