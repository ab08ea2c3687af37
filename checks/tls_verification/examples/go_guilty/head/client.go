package client

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"

	"golang.org/x/crypto/ssh"
	"google.golang.org/grpc"
)

var web = &http.Client{
	Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12},
	},
}

func settings() *tls.Config {
	return &tls.Config{
		MinVersion:            tls.VersionTLS12,
		VerifyPeerCertificate: func(raw [][]byte, chains [][]*x509.Certificate) error { return nil },
	}
}

func shell() *ssh.ClientConfig {
	return &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}
}

func call(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address, grpc.WithInsecure())
}
