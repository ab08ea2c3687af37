package preview

import (
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"
)

var known = map[string]bool{"docs.example": true, "api.example": true}

func page(c *gin.Context) {
	answer, err := http.Get("https://api.example/pages/" + c.Query("page"))
	_, _ = answer, err
}

func preview(w http.ResponseWriter, r *http.Request) {
	raw := r.FormValue("url")
	address, err := url.Parse(raw)
	if err != nil {
		return
	}
	if !known[address.Hostname()] {
		http.Error(w, "unknown host", http.StatusForbidden)
		return
	}
	http.Get(address.String())
}

func search(w http.ResponseWriter, r *http.Request) {
	query := url.Values{}
	query.Set("q", r.FormValue("q"))
	http.Get("https://api.example/search?" + query.Encode())
}
