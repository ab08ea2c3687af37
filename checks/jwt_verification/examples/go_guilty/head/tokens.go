package tokens

import "github.com/golang-jwt/jwt/v5"

func who(text string) (*jwt.Token, error) {
	token, _, err := jwt.NewParser().ParseUnverified(text, jwt.MapClaims{})
	return token, err
}

func open(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodNone, claims).SignedString(jwt.UnsafeAllowNoneSignatureType)
}

func sign(token *jwt.Token) (string, error) {
	return token.SignedString([]byte("Blue7Kettle"))
}

func read(text string, key []byte) (*jwt.Token, error) {
	return jwt.Parse(text, func(token *jwt.Token) (interface{}, error) {
		return key, nil
	})
}
