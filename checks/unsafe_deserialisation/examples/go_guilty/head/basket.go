package basket

import (
	"encoding/gob"
	"net/http"
)

type Basket struct{ Items []string }

func receive(w http.ResponseWriter, r *http.Request) {
	var basket Basket
	gob.NewDecoder(r.Body).Decode(&basket)
}
