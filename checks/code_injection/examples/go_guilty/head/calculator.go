package calculator

import (
	"net/http"

	"github.com/robertkrimen/otto"
)

func calculate(w http.ResponseWriter, r *http.Request) {
	machine := otto.New()
	machine.Run("result = " + r.FormValue("formula"))
}
