package letter

import (
	"net/http"
	"text/template"
)

func preview(w http.ResponseWriter, r *http.Request) {
	letter, err := template.New("letter").Parse("Dear customer, " + r.FormValue("text"))
	_, _ = letter, err
}
