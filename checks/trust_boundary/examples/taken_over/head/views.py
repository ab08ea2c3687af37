from django.http import HttpResponse


def enter(request):
    request.session["username"] = request.POST["name"]
    request.session["tenant"] = request.GET.get("tenant")
    return HttpResponse("ok")
