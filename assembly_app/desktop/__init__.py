"""The facilitator's program: start, prepare, console, projector, minutes."""
