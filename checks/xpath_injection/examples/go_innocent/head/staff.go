package staff

import (
	"net/http"

	"github.com/antchfx/xmlquery"
)

func find(w http.ResponseWriter, r *http.Request, all *xmlquery.Node) {
	for _, person := range xmlquery.Find(all, "//person") {
		if person.SelectAttr("name") == r.FormValue("name") {
			return
		}
	}
}
