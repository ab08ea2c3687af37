package origins

import (
	"net/http"

	"github.com/gin-contrib/cors"
	"github.com/gorilla/websocket"
)

var permitted = map[string]bool{"https://shop.example": true}

var some = cors.Config{AllowOrigins: []string{"https://shop.example"}, AllowCredentials: true}

var upgrader = websocket.Upgrader{
	CheckOrigin: func(r *http.Request) bool { return permitted[r.Header.Get("Origin")] },
}

func reflected(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	if permitted[origin] {
		w.Header().Set("Access-Control-Allow-Origin", origin)
	}
}
