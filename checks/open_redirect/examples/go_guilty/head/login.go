package login

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func done(w http.ResponseWriter, r *http.Request) {
	next := r.URL.Query().Get("next")
	if next == "" {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusFound)
}

func leave(c *gin.Context) {
	c.Redirect(http.StatusFound, c.Query("to"))
}
