package files

import (
	"net/http"
	"os"
	"path/filepath"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/mux"
)

func download(w http.ResponseWriter, r *http.Request) {
	name := mux.Vars(r)["name"]
	data, err := os.ReadFile(filepath.Join("/srv/files", name))
	if err != nil {
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Write(data)
}

func upload(w http.ResponseWriter, r *http.Request) {
	_, header, err := r.FormFile("document")
	if err != nil {
		return
	}
	os.Create("/srv/uploads/" + header.Filename)
}

func send(c *fiber.Ctx) error {
	return c.SendFile("./public/" + c.Params("name"))
}

func Load(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join("/srv/files", name))
}

func main() {
	http.Handle("/", http.FileServer(http.Dir("/")))
}
