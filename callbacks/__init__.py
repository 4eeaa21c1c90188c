"""What happens: read the state, call one function, return."""
