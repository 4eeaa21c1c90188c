"""What is true: tables and questions; no Dash and no Plotly, usable from a notebook."""
