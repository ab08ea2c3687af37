using System.Web;

public class Login : System.Web.UI.Page
{
    void Enter()
    {
        Response.Cookies["ASP.NET_SessionId"].Value = Request.QueryString["sid"];
    }
}
