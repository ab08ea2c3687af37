package pages

import (
	"fmt"
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"
)

func hello(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "<h1>Hello %s</h1>", r.URL.Query().Get("name"))
}

func missing(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte("<p>There is no " + r.URL.Path + "</p>"))
}

func profile(c echo.Context) error {
	return c.HTML(http.StatusOK, "<h1>"+c.QueryParam("name")+"</h1>")
}

func comment(w http.ResponseWriter, r *http.Request) {
	page := template.Must(template.New("page").Parse("{{.}}"))
	page.Execute(w, template.HTML(r.FormValue("comment")))
}

func Badge(text string) template.HTML {
	return template.HTML("<b>" + text + "</b>")
}
