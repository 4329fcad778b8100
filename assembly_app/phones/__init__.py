"""The participants' web app on their own phones, and the server process that brings it to them."""
