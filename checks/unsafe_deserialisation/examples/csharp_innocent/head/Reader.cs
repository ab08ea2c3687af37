using System.Text.Json;
using Newtonsoft.Json;

public class Reader
{
    public Cart Read(Stream stream)
    {
        return JsonSerializer.Deserialize<Cart>(stream);
    }

    public Cart Parse(string text)
    {
        var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None };
        return JsonConvert.DeserializeObject<Cart>(text, settings);
    }
}
