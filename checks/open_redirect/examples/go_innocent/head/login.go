package login

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
)

func done(w http.ResponseWriter, r *http.Request) {
	next := r.URL.Query().Get("next")
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		next = "/"
	}
	http.Redirect(w, r, next, http.StatusFound)
}

func secure(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusMovedPermanently)
}

func leave(c *gin.Context) {
	to := c.Query("to")
	address, err := url.Parse(to)
	if err != nil || address.Host != "docs.example" {
		c.Status(http.StatusBadRequest)
		return
	}
	c.Redirect(http.StatusFound, to)
}

func order(c *gin.Context) {
	c.Redirect(http.StatusFound, "/orders/"+c.Param("id"))
}
