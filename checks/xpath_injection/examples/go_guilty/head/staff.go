package staff

import (
	"net/http"

	"github.com/antchfx/xmlquery"
)

func find(w http.ResponseWriter, r *http.Request, all *xmlquery.Node) {
	xmlquery.FindOne(all, "//person[name='"+r.FormValue("name")+"']")
}
