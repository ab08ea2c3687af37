package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
)

func keys() {
	rsa.GenerateKey(rand.Reader, 1024)
}

func old(key []byte) (cipher.Block, error) {
	return des.NewCipher(key)
}

func mark(text []byte) [16]byte {
	return md5.Sum(text)
}

func seal(block cipher.Block, text []byte) []byte {
	gcm, _ := cipher.NewGCM(block)
	nonce := make([]byte, gcm.NonceSize())
	return gcm.Seal(nil, nonce, text, nil)
}

func blocks(key, text []byte) []byte {
	block, _ := aes.NewCipher(key)
	sealed := make([]byte, len(text))
	for i := 0; i < len(text); i += aes.BlockSize {
		block.Encrypt(sealed[i:i+aes.BlockSize], text[i:i+aes.BlockSize])
	}
	return sealed
}

func chained(block cipher.Block, iv []byte) cipher.BlockMode {
	return cipher.NewCBCEncrypter(block, iv)
}

func padded(key *rsa.PublicKey, text []byte) ([]byte, error) {
	return rsa.EncryptPKCS1v15(rand.Reader, key, text)
}

func settings() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS10}
}

func unset(name string) *tls.Config {
	return &tls.Config{ServerName: name}
}
