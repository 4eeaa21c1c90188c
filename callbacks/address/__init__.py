"""The one place that knows query strings: from the address of a page to its view and back."""
