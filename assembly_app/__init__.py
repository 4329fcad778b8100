"""Run a citizens' assembly from one laptop: door, agenda, speakers, votes by phone, minutes."""

__version__ = "0.1.0"
