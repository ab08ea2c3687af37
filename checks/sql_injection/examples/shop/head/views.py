import pandas
from django.db import connection
from django.http import JsonResponse

from .models import Order


def orders(request):
    found = Order.objects.raw("SELECT * FROM orders WHERE owner = %s" % request.GET["owner"])
    return JsonResponse({"orders": [order.id for order in found]})


def report(request, month):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT total FROM report WHERE month = '{month}'")
        return JsonResponse({"total": cursor.fetchone()})


def extra(request):
    found = Order.objects.extra(where=["owner = '" + request.POST.get("owner") + "'"])
    return JsonResponse({"count": len(found)})


def frame(request):
    return pandas.read_sql("SELECT * FROM t WHERE k = '{}'".format(request.GET.get("k")), connection)
