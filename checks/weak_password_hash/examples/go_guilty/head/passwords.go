package passwords

import (
	"crypto/sha256"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/bcrypt"
)

func Fast(password string) [32]byte {
	return sha256.Sum256([]byte(password))
}

func Written(password string) []byte {
	hash := sha256.New()
	hash.Write([]byte(password))
	return hash.Sum(nil)
}

func Cheap(password string) ([]byte, error) {
	return bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
}

func Shared(password string) []byte {
	return argon2.IDKey([]byte(password), []byte("one for all"), 1, 64*1024, 4, 32)
}
