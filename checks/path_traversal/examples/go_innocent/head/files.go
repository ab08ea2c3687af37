package files

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gorilla/mux"
)

func download(w http.ResponseWriter, r *http.Request) {
	name := mux.Vars(r)["name"]
	if !filepath.IsLocal(name) {
		http.NotFound(w, r)
		return
	}
	os.ReadFile(filepath.Join("/srv/files", name))
}

func below(w http.ResponseWriter, r *http.Request) {
	target := filepath.Join("/srv/files", r.URL.Query().Get("name"))
	if !strings.HasPrefix(target, "/srv/files/") {
		http.NotFound(w, r)
		return
	}
	http.ServeFile(w, r, target)
}

func upload(w http.ResponseWriter, r *http.Request) {
	_, header, err := r.FormFile("document")
	if err != nil {
		return
	}
	os.Create(filepath.Join("/srv/uploads", filepath.Base(header.Filename)))
}

func send(c *fiber.Ctx) error {
	root, err := os.OpenRoot("./public")
	if err != nil {
		return err
	}
	_, err = root.Open(c.Params("name"))
	return err
}

func Load(name string) ([]byte, error) {
	if strings.Contains(name, "..") {
		return nil, errors.New("no such file")
	}
	return os.ReadFile(filepath.Join("/srv/files", name))
}

func main() {
	http.Handle("/", http.FileServer(http.Dir("./public")))
}
