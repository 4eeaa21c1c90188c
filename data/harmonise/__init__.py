"""From raw tables to observations: every decision about the data in a function of its own."""
