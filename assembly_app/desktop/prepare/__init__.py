"""Before the evening: the session, its people, agenda and polls, and the way in for phones."""
