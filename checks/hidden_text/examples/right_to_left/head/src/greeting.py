HELLO = "⁧שלום, {name}!⁩"
PLACE = "⁨{place}⁩"
