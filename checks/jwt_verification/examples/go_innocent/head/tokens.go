package tokens

import (
	"fmt"

	"github.com/golang-jwt/jwt/v5"
)

func sign(token *jwt.Token, key []byte) (string, error) {
	return token.SignedString(key)
}

func read(text string, key []byte) (*jwt.Token, error) {
	return jwt.Parse(text, func(token *jwt.Token) (interface{}, error) {
		if _, ok := token.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, fmt.Errorf("unexpected algorithm %v", token.Header["alg"])
		}
		return key, nil
	})
}

func readOne(text string, key []byte) (*jwt.Token, error) {
	return jwt.Parse(text, func(token *jwt.Token) (interface{}, error) {
		return key, nil
	}, jwt.WithValidMethods([]string{"HS256"}))
}
