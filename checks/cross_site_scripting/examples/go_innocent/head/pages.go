package pages

import (
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"
)

func hello(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "<h1>Hello %s</h1>", html.EscapeString(r.URL.Query().Get("name")))
}

func plain(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "Hello %s", r.URL.Query().Get("name"))
}

func answer(w http.ResponseWriter, r *http.Request) {
	data, err := json.Marshal(r.URL.Query())
	if err != nil {
		return
	}
	w.Write(data)
}

func profile(c echo.Context) error {
	return c.JSON(http.StatusOK, c.QueryParam("name"))
}

func comment(w http.ResponseWriter, r *http.Request) {
	page := template.Must(template.New("page").Parse("<p>{{.}}</p>"))
	page.Execute(w, r.FormValue("comment"))
}

func Badge(text string) template.HTML {
	return template.HTML("<b>" + template.HTMLEscapeString(text) + "</b>")
}
