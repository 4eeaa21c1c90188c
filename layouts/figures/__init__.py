"""Figures: tables in, Plotly figures out."""
