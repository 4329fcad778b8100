"""The rules, a module a subject: what each command decides, and what each event does to the state.

Every module ends with two tables. `DECIDE` maps a command's type to ``(state, command, at) -> events``;
`APPLY` maps an event's type to ``(state, event, at) -> state``. `session` puts them together.
"""
