from django.contrib.auth.hashers import check_password
from django.shortcuts import redirect

from shop.models import Member


def enter(request):
    member = Member.objects.get(name=request.POST["name"])
    if check_password(request.POST["password"], member.password):
        request.session["member_id"] = member.id
    return redirect("/")
