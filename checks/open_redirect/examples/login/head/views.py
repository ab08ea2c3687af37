from django.http import HttpResponseRedirect


def leave(request):
    target = request.GET.get("next")
    return HttpResponseRedirect(target)
