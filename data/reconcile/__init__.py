"""A second, simple reading of the producers' files, held against every harmonised cell.

Nothing here is shared with the pipeline: it knows neither its connectors nor its decisions, only
the files, the code lists and the rules that the catalogue states.
"""
