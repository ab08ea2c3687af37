from django.shortcuts import get_object_or_404, render
from flask import Flask
from models import Invoice, Order

app = Flask(__name__)


@app.route("/orders/<int:number>")
def order(number):
    found = Order.query.get_or_404(number)
    return found.as_page()


def invoice(request, number):
    return render(request, "invoice.html", {"invoice": get_object_or_404(Invoice, pk=number)})
