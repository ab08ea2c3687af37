package orders

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"
)

type search struct{ Customer, Sort string }

type Store struct {
	db   *sql.DB
	gorm *gorm.DB
}

func (s *Store) list(w http.ResponseWriter, r *http.Request) {
	rows, err := s.db.Query("SELECT * FROM orders WHERE customer = '" + r.URL.Query().Get("customer") + "'")
	_, _ = rows, err
}

func (s *Store) find(w http.ResponseWriter, r *http.Request) {
	var wanted search
	if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
		return
	}
	var text strings.Builder
	text.WriteString("SELECT * FROM orders WHERE customer = '")
	text.WriteString(wanted.Customer)
	text.WriteString("'")
	s.db.QueryRowContext(r.Context(), text.String())
}

func (s *Store) sorted(c *gin.Context) {
	s.gorm.Where("paid = ?", true).Order("created " + c.Query("direction")).Find(nil)
}

func (s *Store) ByCustomer(ctx context.Context, customer string) (*sql.Rows, error) {
	statement := fmt.Sprintf("SELECT * FROM orders WHERE customer = '%s'", customer)
	return s.db.QueryContext(ctx, statement)
}

func main() {
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	db, _ := sql.Open("sqlite", "orders.db")
	db.Exec("DELETE FROM orders WHERE id = " + line)
}
