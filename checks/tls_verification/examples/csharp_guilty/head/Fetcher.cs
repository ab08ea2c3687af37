using System.Net.Http;

public class Fetcher
{
    public HttpClient Open()
    {
        var handler = new HttpClientHandler();
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
        return new HttpClient(handler);
    }
}
