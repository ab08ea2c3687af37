package letter

import (
	"html/template"
	"net/http"
)

var letter = template.Must(template.New("letter").Parse("Dear customer, {{.}}"))

func preview(w http.ResponseWriter, r *http.Request) {
	letter.Execute(w, r.FormValue("text"))
}
