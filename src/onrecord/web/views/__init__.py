"""The views of the site: each takes what its address says and finds what is to be shown."""

from fastapi import APIRouter

from onrecord.web.views import actors, compare, front, network, record, search, timeline, topics

router = APIRouter(include_in_schema=False)
for part in (front, search, record, actors, timeline, topics, network, compare):
    router.include_router(part.router)

__all__ = ["router"]
