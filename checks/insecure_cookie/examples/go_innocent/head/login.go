package login

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func enter(w http.ResponseWriter, value string) {
	http.SetCookie(w, &http.Cookie{
		Name: "session", Value: value, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
	http.SetCookie(w, &http.Cookie{Name: "language", Value: "en"})
}

func enterGin(c *gin.Context, value string) {
	c.SetCookie("token", value, 3600, "/", "", true, true)
}
