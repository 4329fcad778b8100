"""What there is to know of an agenda item, on a page of its own: what happens with our voice, and the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assembly_app.phones import pages, views
from assembly_app.phones.border import reader

if TYPE_CHECKING:
    from assembly_app.phones.app import Phones


async def about_item(phones: Phones, request: Request) -> Response:
    """The page of an item, before, while and after it is dealt with."""
    if await phones.doors.who(request) is None:
        return RedirectResponse("/", 303)
    _, seen = reader(request), await phones.hall.latest()
    item = seen.state.item(request.path_params["item"])
    html = pages.render(
        "item.html", _, assembly=seen.assembly, path=f"/item/{item.id}", error="", view=views.about(seen.state, item, _)
    )
    return HTMLResponse(html)
