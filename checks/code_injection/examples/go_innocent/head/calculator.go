package calculator

import (
	"net/http"

	"github.com/robertkrimen/otto"
)

func calculate(w http.ResponseWriter, r *http.Request) {
	machine := otto.New()
	machine.Set("amount", r.FormValue("amount"))
	machine.Run("result = Number(amount) * 1.2")
}
