package users

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
)

type login struct{ Name string }

type Users struct{ all *mongo.Collection }

func (u *Users) named(c *gin.Context) {
	u.all.Find(c, bson.M{"name": c.Query("name")})
}

func (u *Users) login(w http.ResponseWriter, r *http.Request) {
	var given login
	if err := json.NewDecoder(r.Body).Decode(&given); err != nil {
		return
	}
	u.all.FindOne(r.Context(), bson.M{"name": bson.M{"$eq": given.Name}})
}
