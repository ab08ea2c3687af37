from django.http import HttpResponse, JsonResponse
from django.utils.html import escape, format_html


def greet(request):
    return HttpResponse("Hello " + escape(request.GET.get("name", "")))


def bold(request):
    return HttpResponse(format_html("<b>{}</b>", request.GET["name"]))


def data(request):
    return JsonResponse({"name": request.GET["name"]})
