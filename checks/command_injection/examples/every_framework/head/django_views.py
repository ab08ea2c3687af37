import os

from django.http import HttpResponse
from django.views import View
from rest_framework.response import Response
from rest_framework.views import APIView


class Ping(View):
    def get(self, request, host):
        os.system("ping -c 1 " + host)
        os.system("ping -c 1 " + self.kwargs["host"])
        return HttpResponse("ok")

    def post(self, request):
        os.system("ping -c 1 " + request.POST["host"])
        os.system("ping -c 1 " + self.request.GET.get("host"))
        os.system("ping -c 1 " + request.headers["X-Host"])
        return HttpResponse("ok")


class Api(APIView):
    def put(self, request):
        os.system("ping -c 1 " + request.data["host"])
        return Response()
