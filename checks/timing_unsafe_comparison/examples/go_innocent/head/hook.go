package hook

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
)

func signed(body, key, signature []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return hmac.Equal(mac.Sum(nil), signature)
}

func permitted(r *http.Request, apiKey string) bool {
	if apiKey == "" {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Api-Key")), []byte(apiKey)) == 1
}
