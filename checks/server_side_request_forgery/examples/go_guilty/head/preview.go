package preview

import (
	"encoding/json"
	"net"
	"net/http"

	"github.com/gin-gonic/gin"
)

type hook struct{ Address string }

func page(c *gin.Context) {
	answer, err := http.Get(c.Query("url"))
	_, _ = answer, err
}

func register(w http.ResponseWriter, r *http.Request) {
	var wanted hook
	json.NewDecoder(r.Body).Decode(&wanted)
	request, err := http.NewRequest(http.MethodPost, wanted.Address, nil)
	_, _ = request, err
}

func reach(w http.ResponseWriter, r *http.Request) {
	connection, err := net.Dial("tcp", r.FormValue("host")+":443")
	_, _ = connection, err
}

func Fetch(address string) (*http.Response, error) {
	return http.Get(address)
}
