using System.Net.Http;

public class Fetcher
{
    public HttpClient Open()
    {
        var handler = new HttpClientHandler();
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => certificate.Thumbprint == Known;
        return new HttpClient(handler);
    }
}
