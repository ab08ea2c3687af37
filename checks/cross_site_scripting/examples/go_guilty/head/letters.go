package pages

import (
	"net/http"
	"text/template"
)

func letter(w http.ResponseWriter, r *http.Request) {
	page := template.Must(template.New("letter").Parse("<p>Dear {{.}}</p>"))
	page.Execute(w, r.FormValue("name"))
}
