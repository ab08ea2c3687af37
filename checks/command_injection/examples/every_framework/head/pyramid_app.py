import os

from pyramid.view import view_config


@view_config(route_name="ping")
def ping(request):
    os.system("ping -c 1 " + request.params["host"])
    os.system("ping -c 1 " + request.matchdict["host"])
    return {"body": os.system("ping -c 1 " + request.json_body["host"])}
