package login

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func enter(w http.ResponseWriter, value string) {
	http.SetCookie(w, &http.Cookie{Name: "session", Value: value, Secure: false, HttpOnly: true})
	http.SetCookie(w, &http.Cookie{Name: "session", Value: value, Secure: true, HttpOnly: false})
	http.SetCookie(w, &http.Cookie{Name: "session_id", Value: value, Path: "/"})
	http.SetCookie(w, &http.Cookie{Name: "language", Value: value, Secure: true, HttpOnly: true, SameSite: http.SameSiteNoneMode})
}

func enterGin(c *gin.Context, value string) {
	c.SetCookie("token", value, 3600, "/", "", false, true)
}
