import logging

from django.http import HttpResponse

log = logging.getLogger(__name__)


def search(request):
    log.debug("search for %s", request.GET.get("q"))
    return HttpResponse("ok")
